package io.caravanserai.http;

import io.caravanserai.secret.ConstantTime;
import java.util.Optional;

/**
 * The tokens that open the management port.
 *
 * @param viewer who shows it sees and does nothing; without it there are only operators
 */
public record AdminTokens(String operator, Optional<String> viewer) {
    public AdminTokens {
        if (viewer.filter(operator::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "hub.admin.viewer-token is the same as the admin token: whoever has it would be an operator");
        }
    }

    /** Whose token that is; compared in constant time. */
    public Optional<Role> roleOf(String given) {
        if (ConstantTime.same(operator, given)) {
            return Optional.of(Role.OPERATOR);
        }
        return viewer.filter(token -> ConstantTime.same(token, given)).map(token -> Role.VIEWER);
    }

    /** The token of a role; empty when nobody can have that role. */
    public Optional<String> of(Role role) {
        return role == Role.OPERATOR ? Optional.of(operator) : viewer;
    }

    /** No token gets into a log by way of this record. */
    @Override
    public String toString() {
        return "AdminTokens[viewer " + (viewer.isPresent() ? "set" : "not set") + "]";
    }
}

package io.caravanserai.budget;

/**
 * An account of the hub's operator at a carrier: what the carrier's limits are about.
 *
 * @param carrier carrier id
 * @param name the account's name in route files
 */
public record CarrierAccount(String carrier, String name) {
    public CarrierAccount {
        if (carrier.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("an account at a carrier needs the carrier and a name");
        }
    }
}

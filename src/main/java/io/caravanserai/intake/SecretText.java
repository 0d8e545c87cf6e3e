package io.caravanserai.intake;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.jspecify.annotations.Nullable;

/**
 * A secret as an endpoint option without being in the endpoint's URI: the URI names this bean, and only when Camel
 * wants a text is the reference resolved.
 */
public final class SecretText implements CamelContextAware {
    private String reference = "";
    private @Nullable CamelContext context;

    /** A {@link SecretRef}, or empty for no secret. */
    public void setReference(String reference) {
        this.reference = reference;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        String.class,
                        SecretText.class,
                        new SimpleTypeConverter(
                                true,
                                (Class<?> type, Exchange exchange, Object value) -> ((SecretText) value).resolve()));
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    private String resolve() {
        return reference.isBlank() ? "" : SecretRef.parse(reference).resolve();
    }

    @Override
    public String toString() {
        return "SecretText[" + reference + "]";
    }
}

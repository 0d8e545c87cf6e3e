package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A request ready to become a shipment.
 *
 * @param body the request with everything changed that the customer asked to have changed
 * @param isChanged whether it differs from what was sent
 * @param report what changed and at which exchange rates; empty when no such service was asked for
 */
public record Prepared(JsonNode body, boolean isChanged, Optional<ObjectNode> report) {}

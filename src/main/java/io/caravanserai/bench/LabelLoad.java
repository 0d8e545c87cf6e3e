package io.caravanserai.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.label.gs1.CheckDigit;
import java.util.Random;

/** Data of GS1 labels, each for another receiver with other numbers and another SSCC, the same in every run. */
final class LabelLoad {
    private static final String[] NAMES = {
        "Łucja", "Jürgen", "Zoë", "Ingrid", "François", "Marta", "Tomáš", "Bjørn", "Ana", "Giulia", "Owen", "Réka"
    };
    private static final String[] SYLLABLES = {
        "Wiś", "niew", "ska", "Mül", "ler", "hoff", "Gon", "zá", "lez", "Søren", "sen", "Kov", "ács", "Dub", "ois",
        "Mar"
    };
    private static final String[] STREETS = {
        "Speicherstraße",
        "ul. Świętego Wawrzyńca",
        "Rue de l'Église",
        "Calle Mayor",
        "Storgatan",
        "Fő utca",
        "High Street"
    };
    private static final String[] CITIES = {"Kraków", "Hamburg", "Besançon", "Málaga", "Malmö", "Győr", "Leeds", "Århus"
    };
    private static final String[] GOODS = {
        "Ceramic tableware, hand painted", "coffee grinder", "spare parts", "books", "cotton shirts", "bicycle lamps"
    };

    private final Random random = new Random(20_260_301);
    private int made;

    ObjectNode next() {
        made++;
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        address(data.putObject("from"), "DE");
        ObjectNode to = data.putObject("to");
        address(to, "PL");
        to.putObject("contact").put("name", name());
        to.put("street_2", "Floor " + random.nextInt(40) + ", door " + random.nextInt(900));
        data.putObject("carrier")
                .put("name", "In-house")
                .put("service", "Standard")
                .put("instructions", "Leave with a neighbour at " + random.nextInt(200));
        ObjectNode parcel = data.putObject("parcel").put("number", 1 + made % 3).put("count", 3);
        parcel.putObject("weight")
                .put("value", (1 + random.nextInt(300)) / 10.0)
                .put("unit", "kg");
        parcel.put("goods_description", one(GOODS) + "; " + one(GOODS) + "; order " + random.nextInt(1_000_000));
        data.putObject("references").put("receiver", "PO-" + random.nextInt(10_000_000));
        data.putObject("routing").put("text", "KRK-" + random.nextInt(100));
        data.put("sscc", CheckDigit.append("3401234" + "%010d".formatted(random.nextInt(Integer.MAX_VALUE))));
        String post = to.path("postal_code").asText();
        data.putObject("gs1")
                .put("country_and_post_code", "616" + post)
                .put("post_code", post)
                .put("company", to.path("name").asText())
                .put("street", to.path("street").asText())
                .put("city", to.path("city").asText())
                .put("country", "PL");
        return data;
    }

    private void address(ObjectNode address, String country) {
        address.put("name", name()).put("street", one(STREETS) + " " + (1 + random.nextInt(300)));
        address.put("postal_code", "%05d".formatted(random.nextInt(100_000)));
        address.put("city", one(CITIES)).put("iso_country", country);
    }

    private String name() {
        return one(NAMES) + " " + one(SYLLABLES) + one(SYLLABLES) + one(SYLLABLES) + "-" + one(SYLLABLES)
                + one(SYLLABLES);
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}

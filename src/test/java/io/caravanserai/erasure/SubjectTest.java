package io.caravanserai.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is meant by what an operator says. */
class SubjectTest {
    private static final String ADDRESS =
            """
            {"name": "Acme AS", "contact": {"name": "Jane  Doe", "email": "Jane@Example.org", "mobile": "+47 912 34 567"},
             "street": "Dock 1", "postal_code": "SW1A 1AA", "city": "Oslo", "iso_country": "NO"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"email": "jane@example.org"}                      | true
            {"email": "ane@example.org"}                       | false
            {"phone": "91234567"}                              | true
            {"phone": "0047 91234567"}                         | true
            {"phone": "0047 91234568"}                         | false
            {"name": "jane doe", "postcode": "sw1a1aa"}        | true
            {"name": "acme as", "postcode": "SW1A 1AA"}        | true
            {"name": "jane doe", "postcode": "SW1A 1AB"}       | false
            {"name": "jan doe", "postcode": "SW1A 1AA"}        | false
            """)
    void thePersonIsFoundByAnAddress(String asked, boolean found) throws Exception {
        Subject subject = Subject.of(Json.kept(asked));

        assertThat(subject.lives(Json.kept(ADDRESS))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {}                                            | Say whom to erase
            {"dry_run": true}                             | Say whom to erase
            {"email": "a@b.no", "phone": "91234567"}      | Say whom to erase
            {"name": "Jane"}                              | Say whom to erase
            {"email": "%"}                                | email is no e-mail address
            {"phone": "112"}                              | fewer than 8 digits
            {"name": "", "postcode": "0155"}              | must not be empty
            {"e_mail": "a@b.no"}                          | There is no field e_mail
            """)
    void whoCannotBeToldFromOthersIsNotErased(String asked, String reason) {
        assertThatThrownBy(() -> Subject.of(Json.kept(asked)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}

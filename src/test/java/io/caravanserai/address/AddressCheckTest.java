package io.caravanserai.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCheckTest {
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            nullValues = "null",
            textBlock =
                    """
            NO, 0150, Oslo, ''
            DNK, 2100, København, ''
            SE, 114 55, Stockholm, ''
            SE, 11455, Stockholm, ''
            GB, SW1A 1AA, London, ''
            GB, EC1A1BB, London, ''
            NL, 1012 JS, Amsterdam, ''
            PL, 00-950, Warszawa, ''
            US, 90210, Beverly Hills, CA
            USA, 22162-1010, Springfield, virginia
            CA, K1A 0B1, Ottawa, ON
            JP, 100-0001, Chiyoda-ku, Tokyo
            KR, 03051, Seoul, ''
            IT, 20121, Milano, ''
            IE, '', Dublin, ''
            IE, D02 AF30, Dublin, ''
            AE, '', Dubai, ''
            AE, 00000, Dubai, ''
            HK, '', Hong Kong, ''
            """)
    void aGoodAddressHasNoFault(String country, String postalCode, String city, String state) {
        assertThat(check(country, postalCode, city, state)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            nullValues = "null",
            delimiter = '|',
            textBlock =
                    """
            NO | ''       | Oslo    | ''    | POSTAL_CODE | missing | is required in Norway; a right one looks like 0150
            DK | DK-2100  | Kbh     | ''    | POSTAL_CODE | value   | is no postal code as Denmark has them; did you mean '2100'?
            PL | 00950    | Warsaw  | ''    | POSTAL_CODE | value   | is no postal code as Poland has them; did you mean '00-950'?
            DE | 1011     | Berlin  | ''    | POSTAL_CODE | value   | is no postal code as Germany has them; a right one looks like 10115
            GB | sw1a 1aa | London  | ''    | POSTAL_CODE | value   | is no postal code as United Kingdom has them; did you mean 'SW1A 1AA'?
            US | 78701    | New York | ''   | STATE       | missing | is required in United States; right ones are AL (Alabama), AK (Alaska), AZ (Arizona) ...
            US | 78701    | Austin  | Texsa | STATE       | value   | is no sub-region of United States; did you mean TX (Texas)?
            PG | ''       | Kokopo  | Nowhere at all | STATE | value | is no sub-region of Papua New Guinea; right ones are NCD (National Capital District), CPM (Central), CPK (Chimbu) ...
            ES | 28001    | Getafe  | ''    | STATE       | missing | is required in Spain; right ones are C (A Coruña), VI (Álava), AB (Albacete) ...
            """)
    void aFaultSaysWhatWouldBeRight(
            String country,
            String postalCode,
            String city,
            String state,
            AddressField field,
            String type,
            String message) {
        assertThat(check(country, postalCode, city, state)).containsExactly(new AddressFault(field, type, message));
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(check("AU", "20000", "Sydney", ""))
                .extracting(AddressFault::field)
                .containsExactly(AddressField.POSTAL_CODE, AddressField.STATE);
    }

    private static List<AddressFault> check(String country, String postalCode, String city, String state) {
        return AddressCheck.check(ShippedRules.address(country, postalCode, city, "", state), ShippedRules.RULES);
    }
}

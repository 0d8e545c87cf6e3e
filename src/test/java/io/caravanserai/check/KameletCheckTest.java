package io.caravanserai.check;

import static io.caravanserai.check.CheckedProject.KAMELET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good Kamelet spoiled in one place by each case; the finding names its line. */
class KameletCheckTest {
    @SuppressWarnings("NullAway.Init") // made before each test
    CheckedProject project;

    @BeforeEach
    void oneGoodCarrier(@TempDir Path folder) throws IOException {
        project = CheckedProject.in(folder);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            name: acme-source | name: acme | :3: error: metadata.name is 'acme'
            kamelet.type: source | kamelet.type: sauce | :3: warning: the label camel.apache.org/kamelet.type is 'sauce'
            - carrier | - courier | :7: error: 'courier' is required but no parameter
            title: Port, | `` | :15: warning: the parameter 'port' has no title
            format: password, | `` | :18: warning: the parameter 'secret' looks like a secret
            default: ""} | default: hunter2} | :18: error: the default of 'secret' is a secret in clear
            `"{{clock}}"` | `"{{clok}}"` | :33: error: {{clok}} is neither a parameter of this Kamelet nor a setting
            type: integer, default: 1 | type: integer | :30: error: the parameter 'port' may be left out, but {{port}} needs it
            `"{{clock}}"` | hubDatabas | :33: error: unknown bean 'hubDatabas' (did you mean 'hubDatabase'?)
            - process: | - proces: | :32: error: unknown step 'proces' (did you mean 'process'?)
            format: call-rate, default: 1/s | format: call-rate, default: 1 | :20: error: the default of 'rate' cannot be used (rate '1': '1' is no limit
            """)
    void checksKameletsToo(String part, String spoiled, String finding) throws IOException {
        assertThat(KAMELET).contains(part);
        project.write("kamelets/acme-source.kamelet.yaml", KAMELET.replace(part, CheckedProject.lines(spoiled)));
        assertThat(project.check()).anyMatch(line -> line.startsWith("kamelets/acme-source.kamelet.yaml" + finding));
    }
}

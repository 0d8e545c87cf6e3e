package io.caravanserai.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSchemaTest {
    @Test
    void loadsTheSchemasOfTheRepository() {
        MessageSchemas schemas = new MessageSchemas(Path.of("edi-mappings"));

        MessageSchema first = schemas.apply("x12/214");

        assertThat(first).isNotNull().isSameAs(schemas.apply("x12/214"));
        assertThat(schemas.apply("edifact/IFTSTA")).isNotNull();
        assertThat(schemas.apply("x12/850")).isNull();
        assertThat(schemas.apply("x12/../../pom")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content: []|1: 'message' is missing",
                "message: 214#content: []|1: message: '214' is not x12/<set>",
                "message: x12/214#|1: 'content' is missing",
                "message: x12/214#content: {}|2: content: a list",
                "message: x12/214#content:#- {segment: b10}|3: 'b10' is not a segment tag",
                "message: x12/214#content:#- {segment: B10, loop: LX}|3: give either",
                "message: x12/214#content:#- {}|3: give either",
                "message: x12/214#content:#- {segment: B10}#- {segment: L11, maks: 2}|4: unknown key 'maks'",
                "message: x12/214#content:#- {segment: B10, max: none}|3: max: 'none'",
                "message: x12/214#content:#- {segment: B10, from: X.96A}|3: from: 'X.96A'",
                "message: x12/214#content:#- {segment: B10, required: maybe}|3: required: 'maybe'",
                "message: x12/214#content:#- {segment: B10, content: []}|3: segment B10 has content",
                "message: x12/214#content: [|2: ",
            })
    void namesFileAndLineOfAMistake(String yaml, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("214.schema.yaml"), yaml.replace('#', '\n'));

        assertThatThrownBy(() -> MessageSchema.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":" + complaint.strip());
    }

    @Test
    void refusesASchemaUnderAnotherName(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("x12"));
        Files.writeString(folder.resolve("x12/210.schema.yaml"), "message: x12/214\ncontent: []\n");

        assertThatThrownBy(() -> new MessageSchemas(folder).apply("x12/210"))
                .hasMessageContaining("210.schema.yaml:1: describes x12/214");
    }

    @Test
    void holdsOrderAndNumberWhenASchemaIsStrict(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                "message: x12/214\ncontent:\n- {segment: B10, max: 1}\n- loop: LX\n  max: 1\n  content:\n  - {segment: L11}\n- {segment: K1}\n");
        MessageSchema strict = MessageSchema.load(file);

        EdiNode inOrder = parse(strict, "B10*1~LX*1~L11*1~L11*2~K1*X~");

        assertThat(inOrder.children("LX").get(0).children("L11")).hasSize(2);
        assertThatThrownBy(() -> parse(strict, "B10*1~B10*2~")).hasMessageContaining("does not permit B10");
        assertThatThrownBy(() -> parse(strict, "K1*1~LX*2~")).hasMessageContaining("does not permit LX");
        assertThatThrownBy(() -> parse(strict, "LX*1~LX*2~")).hasMessageContaining("does not permit LX");
    }

    private static EdiNode parse(MessageSchema schema, String body) {
        String isa =
                "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*0000*U*00401*000000001*0*P*>~";
        String text =
                isa + "GS*QM*A*B*20260101*0000*1*X*004010~ST*214*0001~" + body + "SE*9*0001~GE*1*1~IEA*1*000000001~";
        return EdiTree.parse(EdiSamples.bytes(text), name -> schema);
    }
}

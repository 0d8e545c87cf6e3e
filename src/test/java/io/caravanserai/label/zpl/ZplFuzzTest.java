package io.caravanserai.label.zpl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 20,000 damaged streams: each is drawn or refused with its place, none breaks anything. */
class ZplFuzzTest {
    private static final String GOOD = "^XA^PW300^LL200^CI28^BY2,3,20^FO5,5^A0N,20,20^FB100,3,2,J,5^FDa b\\&c^FS\n"
            + "^FO5,60^BCN,20,Y,N,N,N^FD>;>80034^FS^FO9,9^GB20,10,2,B,3^FS^FO2,2^GFA,4,4,1,HFK0!:^FS~DGR:A.GRF,2,1,FFFF\n"
            + "^FT90,90^XGR:A.GRF,2,2^FS^FO1,1^BXN,3,200^FH^FD_1012^FS^DFB^FN1^FS^XFB^FO4,4^GC9,2^FS^GD8,8,1,B,L^FS"
            + "^FO0,0^BQN,2,2^FDMA,q^FS^B3N,Y,9,N^FDZ^FS^B2N,9^FD12^FS^BEN,9^FD1^FS^B7N,2,1,2^FDp^FS^BD4^FDm^FS^CC^^XZ";

    @Test
    void damageNeverBreaksTheInterpreter() {
        Random random = new Random(20_000);
        byte[] good = GOOD.getBytes(StandardCharsets.ISO_8859_1);
        int drawn = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = damaged(good, random);
            try {
                drawn += ZplInterpreter.interpret(damaged, new ZplOptions(203, 300, 200))
                        .labels()
                        .size();
            } catch (ZplException e) {
                assertThat(e.getMessage()).contains("line ", "column ");
                refused++;
            }
        }
        assertThat(drawn).isGreaterThan(5_000);
        assertThat(refused).isLessThan(5_000);
    }

    private static byte[] damaged(byte[] good, Random random) {
        int from = random.nextInt(good.length - 1);
        int length = 1 + random.nextInt(Math.min(90, good.length - from));
        byte[] head = "^XA^BY1,2,9".getBytes(StandardCharsets.ISO_8859_1);
        byte[] part = new byte[head.length + length + 3];
        System.arraycopy(head, 0, part, 0, head.length);
        System.arraycopy(good, from, part, head.length, length);
        System.arraycopy("^XZ".getBytes(StandardCharsets.ISO_8859_1), 0, part, head.length + length, 3);
        for (int hits = random.nextInt(4); hits > 0; hits--) {
            int at = head.length + random.nextInt(length);
            part[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "^~,:!zZ0919-.ABFGX_>".charAt(random.nextInt(20));
        }
        return part;
    }
}

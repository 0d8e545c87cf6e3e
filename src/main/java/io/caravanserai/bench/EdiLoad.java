package io.caravanserai.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.util.stream.IntStream;

/**
 * One long interchange, made while it is read, so that its length costs no memory and no disk. Its messages are alike
 * but for their control numbers and shipment numbers, which are nine digits.
 */
final class EdiLoad extends InputStream {
    private static final byte[] MARK = "#########".getBytes(US_ASCII);

    /**
     * What the interchange is made of; {@code #########} stands for the number of the message, or of all messages in
     * the end.
     */
    record Template(String carrier, String begin, String message, String end) {
        static final Template X12 = new Template(
                "freightline_ltl",
                "ISA*00*          *00*          *ZZ*FRLX           *ZZ*CARAVANSERAI   *260305*1200*U*00401*000000001*0*P*>~"
                        + "GS*QM*FRLX*CARAVANSERAI*20260305*1200*1*X*004010~\n",
                """
                ST*214*#########~
                B10*#########*SHP-#########*FRLX~
                L11*PO-#########*PO~
                L11*#########*BM~
                N1*SH*LAKESIDE TOOLS*93*0417~
                N3*18 HARBOR ROAD~
                N4*CHICAGO*IL*60601*US~
                N1*CN*PRAIRIE HARDWARE*93*0932~
                N3*2200 ELM STREET*DOCK 4~
                N4*OMAHA*NE*68102*US~
                LX*1~
                AT7*AF*NS***20260303*1615*LT~
                MS1*CHICAGO*IL*US~
                MS2*FRLX*TRL501~
                L11*#########*QN~
                AT8*G*L*1250*4*2~
                LX*2~
                AT7*D1*NS***20260305*0910*LT~
                MS1*OMAHA*NE*US~
                MS2*FRLX*TRL501~
                K1*RECEIVED BY DOCK CLERK~
                SE*22*#########~
                """,
                "GE*#########*1~IEA*1*000000001~\n");
        static final Template EDIFACT = new Template(
                "bring",
                "UNA:+.? 'UNB+UNOC:3+7080000000000:14+CARAVANSERAI:30+260305:1301+42'\n",
                """
                UNH+#########+IFTSTA:D:04A:UN:BIG07'
                BGM+77+#########+9'
                DTM+137:202603051300:203'
                NAD+CZ+10099999999::87'
                CNI+1+#########'
                STS+1+A::87:COLLECTED'
                RFF+CU:SO-#########'
                DTM+78:202603031610:203'
                LOC+14+0150:16::OSLO+NO:162'
                GID+1+1'
                PCI+30+370#########'
                STS+1+I::87:DELIVERED'
                RFF+CU:SO-#########'
                DTM+78:20260305110030:204'
                FTX+ZGR+++https?://example.com/pod?+#########'
                NAD+AP+++KARI NORDMANN'
                LOC+14+5003:16::BERGEN+NO:162'
                GID+1+1'
                PCI+30+370#########'
                UNT+20+#########'
                """,
                "UNZ+#########+42'\n");
    }

    private final byte[] message;
    private final int[] marks;
    private final byte[] end;
    private final long messages;
    private long made;
    private byte[] piece;
    private int position;

    /**
     * @param bytes about how long it becomes
     */
    EdiLoad(Template template, long bytes) {
        this.piece = template.begin().getBytes(US_ASCII);
        this.message = template.message().getBytes(US_ASCII);
        this.marks = marks(message);
        this.end = template.end().getBytes(US_ASCII);
        this.messages = Math.max(1, bytes / message.length);
    }

    /** How many messages it holds. */
    long messages() {
        return messages;
    }

    private static int[] marks(byte[] text) {
        String all = new String(text, US_ASCII);
        String mark = new String(MARK, US_ASCII);
        return IntStream.iterate(all.indexOf(mark), i -> i >= 0, i -> all.indexOf(mark, i + 1))
                .toArray();
    }

    private boolean next() {
        position = 0;
        made++;
        if (made <= messages) {
            piece = message;
            fill(message, marks, made);
        } else if (made == messages + 1) {
            piece = end;
            fill(end, marks(end), messages);
        } else {
            return false;
        }
        return true;
    }

    private static void fill(byte[] target, int[] places, long number) {
        for (int place : places) {
            long rest = number;
            for (int i = place + MARK.length - 1; i >= place; i--) {
                target[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == piece.length && !next()) {
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }
}

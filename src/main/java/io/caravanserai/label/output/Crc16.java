package io.caravanserai.label.output;

/** The checksum of encoded graphics: CRC-16 with polynomial 1021 hexadecimal, from zero, as in XMODEM. */
public final class Crc16 {
    private Crc16() {}

    public static int of(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return crc & 0xffff;
    }
}

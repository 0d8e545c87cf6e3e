package io.caravanserai.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), all members that follow each other. Unlike {@link java.util.zip.GZIPInputStream} it does not
 * pass over a damaged second member in silence.
 */
final class GzipMembers {
    private static final int CHUNK = 64 * 1024;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int TIME_AND_SYSTEM = 6;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] packed = new byte[CHUNK];
    private final byte[] clear = new byte[CHUNK];
    private int at;
    private int end;

    private GzipMembers(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * @throws CodecFault when it is no gzip, damaged or cut off
     */
    static void unpack(InputStream in, OutputStream out) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            new GzipMembers(in, out).members(inflater);
        } catch (EOFException e) {
            throw new CodecFault("the gzip file is cut off: ask the partner to send it again");
        } catch (DataFormatException e) {
            throw new CodecFault("the gzip file is damaged (" + e.getMessage() + "): ask the partner to send it again");
        } finally {
            inflater.end();
        }
    }

    private void members(Inflater inflater) throws IOException, DataFormatException {
        int first = next();
        do {
            header(first);
            member(inflater);
            first = next();
        } while (first > 0);
        // some tools fill up with zeros
        while (first == 0) {
            first = next();
        }
        if (first > 0) {
            throw new CodecFault("bytes follow the end of the gzip file: ask the partner to send it again");
        }
    }

    private void header(int first) throws IOException {
        if (first != 0x1f || next() != 0x8b) {
            throw new CodecFault("this is no gzip file, or damaged: compare the parameter decode with what comes");
        }
        int method = octet();
        int flags = octet();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new CodecFault("the gzip file is packed in an unknown way: ask the partner for plain gzip");
        }
        skip(TIME_AND_SYSTEM);
        if ((flags & EXTRA) != 0) {
            skip(octet() | octet() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void member(Inflater inflater) throws IOException, DataFormatException {
        inflater.reset();
        CRC32 crc = new CRC32();
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (at == end && !fill()) {
                    throw new EOFException();
                }
                inflater.setInput(packed, at, end - at);
                at = end;
            }
            int n = inflater.inflate(clear);
            if (n == 0 && inflater.needsDictionary()) {
                throw new DataFormatException("it needs a dictionary");
            }
            crc.update(clear, 0, n);
            out.write(clear, 0, n);
        }
        at = end - inflater.getRemaining();
        if (number() != crc.getValue() || number() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new DataFormatException("its checksum or its length is wrong");
        }
    }

    private long number() throws IOException {
        return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
    }

    private void skipText() throws IOException {
        while (octet() != 0) {
            // names say nothing here
        }
    }

    private void skip(int octets) throws IOException {
        for (int i = 0; i < octets; i++) {
            octet();
        }
    }

    private int octet() throws IOException {
        int octet = next();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    /** The next byte, -1 at the end. */
    private int next() throws IOException {
        return at < end || fill() ? packed[at++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(packed), 0);
        return end > 0;
    }
}

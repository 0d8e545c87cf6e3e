package io.caravanserai.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a zip file says it holds (APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16), read without belief: its
 * numbers are held against each other and against the file before a byte is unpacked, in memory that the limit of
 * entries bounds.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int END_64_SIZE = 56;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int LONGEST = 0xFFFF;
    private static final long MANY = 0xFFFF_FFFFL;
    private static final int LONGEST_NAME = 255;
    private static final int MADE_ON_UNIX = 3;
    private static final int UNIX_TYPE = 0xF000;
    private static final int UNIX_LINK = 0xA000;

    private final RandomAccessFile file;
    private final int maxEntries;

    private ZipDirectory(RandomAccessFile file, int maxEntries) {
        this.file = file;
        this.maxEntries = maxEntries;
    }

    /**
     * @param data where its packed bytes begin in the file
     */
    record Entry(String name, int flags, int method, long crc, long packed, long size, long data, boolean link) {
        boolean directory() {
            return name.endsWith("/") && size == 0;
        }

        boolean encrypted() {
            return (flags & 1) != 0;
        }

        private Entry at(long data) {
            return new Entry(name, flags, method, crc, packed, size, data, link);
        }
    }

    /**
     * @throws CodecFault when it is no zip file, lies, or has too many entries
     */
    static List<Entry> read(RandomAccessFile file, int maxEntries) throws IOException {
        try {
            return new ZipDirectory(file, maxEntries).entries();
        } catch (EOFException e) {
            throw damaged("it ends too early");
        }
    }

    private record Place(long entries, long size, long start, long shift) {}

    private List<Entry> entries() throws IOException {
        Place place = place();
        if (place.entries() > maxEntries) {
            throw new CodecFault("the zip file has " + place.entries() + " entries, more than " + maxEntries
                    + ": ask the partner for smaller ones, or raise hub.codec.max-entries");
        }
        List<Entry> entries = new ArrayList<>();
        long at = place.start();
        for (long i = 0; i < place.entries(); i++) {
            ByteBuffer header = bytes(at, CENTRAL_SIZE);
            if (header.getInt(0) != CENTRAL) {
                throw damaged("its directory is shorter than it says");
            }
            int names = u16(header, 28);
            int extras = u16(header, 30);
            entries.add(entry(header, bytes(at + CENTRAL_SIZE, names), bytes(at + CENTRAL_SIZE + names, extras)));
            at += CENTRAL_SIZE + names + extras + u16(header, 32);
        }
        if (at != place.start() + place.size()) {
            throw damaged("its directory is longer or shorter than it says");
        }
        return located(entries, place);
    }

    private Place place() throws IOException {
        long length = file.length();
        int window = (int) Math.min(length, END_SIZE + LONGEST);
        long from = length - window;
        ByteBuffer tail = bytes(from, window);
        for (int i = window - END_SIZE; i >= 0; i--) {
            if (tail.getInt(i) == END && i + END_SIZE + u16(tail, i + 20) == window) {
                return place(tail, i, from + i);
            }
        }
        throw new CodecFault(
                "this is no zip file, or it is cut off: compare the parameter decode with what comes, or ask"
                        + " the partner to send it again");
    }

    private Place place(ByteBuffer tail, int i, long end) throws IOException {
        if (u16(tail, i + 4) != 0 && u16(tail, i + 4) != LONGEST) {
            throw new CodecFault("the zip file is one of several volumes: ask the partner for one file");
        }
        long entries = u16(tail, i + 10);
        long size = u32(tail, i + 12);
        long offset = u32(tail, i + 16);
        long behind = end;
        if (end >= LOCATOR_64_SIZE) {
            ByteBuffer locator = bytes(end - LOCATOR_64_SIZE, LOCATOR_64_SIZE);
            if (locator.getInt(0) == LOCATOR_64) {
                behind = locator.getLong(8);
                ByteBuffer end64 = bytes(behind, END_64_SIZE);
                if (end64.getInt(0) != END_64) {
                    throw damaged("its end does not point to its directory");
                }
                entries = end64.getLong(32);
                size = end64.getLong(40);
                offset = end64.getLong(48);
            }
        }
        if (entries < 0 || size < 0 || offset < 0 || size > behind || offset > behind - size) {
            throw damaged("its directory would lie outside of it");
        }
        return new Place(entries, size, behind - size, behind - size - offset);
    }

    private static Entry entry(ByteBuffer header, ByteBuffer name, ByteBuffer extra) throws CodecFault {
        long packed = u32(header, 20);
        long size = u32(header, 24);
        long offset = u32(header, 42);
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & LONGEST;
            int length = Math.min(extra.getShort() & LONGEST, extra.remaining());
            ByteBuffer field = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            extra.position(extra.position() + length);
            if (id == 1) {
                size = size == MANY && field.remaining() >= 8 ? field.getLong() : size;
                packed = packed == MANY && field.remaining() >= 8 ? field.getLong() : packed;
                offset = offset == MANY && field.remaining() >= 8 ? field.getLong() : offset;
            }
        }
        if (packed < 0 || size < 0 || offset < 0) {
            throw damaged("an entry has an impossible size");
        }
        boolean link = u16(header, 4) >> 8 == MADE_ON_UNIX && (u16(header, 40) & UNIX_TYPE) == UNIX_LINK;
        return new Entry(text(name), u16(header, 8), u16(header, 10), u32(header, 16), packed, size, offset, link);
    }

    /** Where the bytes of each are; no two may share any, as those of the densest bombs do. */
    private List<Entry> located(List<Entry> entries, Place place) throws IOException {
        List<Entry> located = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            long at = entry.data() + place.shift();
            if (at > place.start() - LOCAL_SIZE) {
                throw damaged("an entry would lie outside of it");
            }
            ByteBuffer local = bytes(at, LOCAL_SIZE);
            if (local.getInt(0) != LOCAL) {
                throw damaged("an entry is not where its directory says");
            }
            located.add(entry.at(at + LOCAL_SIZE + u16(local, 26) + u16(local, 28)));
        }
        long end = 0;
        for (Entry entry :
                located.stream().sorted(Comparator.comparingLong(Entry::data)).toList()) {
            if (entry.data() - LOCAL_SIZE < end) {
                throw new CodecFault("entries of the zip file overlap, like a bomb: ask the partner what it is");
            }
            if (entry.packed() > place.start() - entry.data()) {
                throw damaged("an entry is longer than the file");
            }
            end = entry.data() + entry.packed();
        }
        return located;
    }

    /** Names are shown and never used: the end of a long one is enough. */
    private static String text(ByteBuffer name) {
        String text = StandardCharsets.UTF_8.decode(name).toString();
        return text.length() <= LONGEST_NAME ? text : text.substring(text.length() - LONGEST_NAME);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(at);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & LONGEST;
    }

    private static long u32(ByteBuffer buffer, int at) {
        return buffer.getInt(at) & MANY;
    }

    private static CodecFault damaged(String how) {
        return new CodecFault("the zip file is damaged: " + how + "; ask the partner to send it again");
    }
}

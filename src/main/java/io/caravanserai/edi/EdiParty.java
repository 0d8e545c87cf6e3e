package io.caravanserai.edi;

/**
 * An end of an interchange as its header names it.
 *
 * @param qualifier which register the id is from: X12 I05 (two characters), EDIFACT 0007 (may be empty)
 * @param id ISA06/ISA08, at most 15 characters; UNB 0004/0010, at most 35
 */
public record EdiParty(String qualifier, String id) {
    public EdiParty {
        if (id.isBlank() || !id.equals(id.strip())) {
            throw new IllegalArgumentException("interchange id '" + id + "': give it without surrounding blanks");
        }
    }
}

package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiParty;

/**
 * An acknowledgement as it came.
 *
 * @param sender who acknowledges, ISA05/06 or UNB S002
 * @param receiver whose interchange is acknowledged, ISA07/08 or UNB S003
 * @param control of the interchange that brought it, ISA13 or UNB 0020
 */
public record ReceivedAck(
        AckFormat format, EdiParty sender, EdiParty receiver, String control, Acknowledgement content) {}

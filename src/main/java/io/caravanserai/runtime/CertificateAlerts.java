package io.caravanserai.runtime;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.http.ServerTls;

/** Raises an alert for a listener whose certificate needs a person. */
record CertificateAlerts(Alerts alerts) implements ServerTls.Watcher {
    @Override
    public void trouble(String listener, String words) {
        alerts.raise(AlertKind.CERTIFICATE, listener, words);
    }

    @Override
    public void fine(String listener) {
        alerts.clear(AlertKind.CERTIFICATE, listener);
    }
}

package io.caravanserai.intake;

import java.net.URI;
import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.annotations.Component;

/** Camel's component {@code sftp}, whose connections end when nothing answers and whose polls take files in batches. */
@Component("sftp")
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
public final class SftpBatchComponent extends SftpComponent {
    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int query = uri.indexOf('?');
        SftpConfiguration configuration = new SftpConfiguration(new URI(query < 0 ? uri : uri.substring(0, query)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return new SftpBatchEndpoint(uri, this, configuration);
    }
}

package example.publishing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this service would talk to its catalogue. */
public final class LoggingCatalogue implements Catalogue {

  private static final Logger LOG = LoggerFactory.getLogger(LoggingCatalogue.class);

  @Override
  public void publish(String idempotencyKey, String fileId, String url) {
    LOG.info("published {}", fileId);
  }
}

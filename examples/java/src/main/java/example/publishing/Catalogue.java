package example.publishing;

import io.temporal.activity.ActivityInterface;

@ActivityInterface
public interface Catalogue {

  void publish(String idempotencyKey, String fileId, String url);
}

package example.publishing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The event that a route of the vod-events workers starts {@link PublishClip} with.
 *
 * @param key its id, the same however often VOD delivers it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EditMediaComplete(int version, String source, String key, String type, EditMediaTask payload) {

  /** VOD's own names. What is not named here is left out when the argument is read: VOD adds members without notice. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record EditMediaTask(
      @JsonProperty("TaskId") String taskId,
      @JsonProperty("ErrCode") int errCode,
      @JsonProperty("Output") EditOutput output) {}

  /** The file that the edit made. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record EditOutput(@JsonProperty("FileId") String fileId, @JsonProperty("FileUrl") String fileUrl) {}
}

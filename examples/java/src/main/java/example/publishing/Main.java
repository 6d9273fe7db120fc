package example.publishing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line: worker | submit | pause | resume | status */
public final class Main {

  private static final String USAGE =
      """
      usage: publishing worker
             publishing submit SOURCE FILE
             publishing pause|resume|status SOURCE""";

  private static final Map<String, Integer> ARGUMENTS =
      Map.of("worker", 1, "submit", 3, "pause", 2, "resume", 2, "status", 2);

  private static final ObjectMapper JSON =
      new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0 || ARGUMENTS.getOrDefault(args[0], 0) != args.length) {
      System.err.println(USAGE);
      System.exit(2);
    }
    // As TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY … or the profile of the Temporal CLI say.
    ClientConfigProfile profile = ClientConfigProfile.load();
    WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    WorkflowClient client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    if (args[0].equals("worker")) {
      work(client);
      return;
    }
    try {
      command(args, new VodEvents(client, args[1], setting("VOD_EVENTS_TASK_QUEUE", "vod-events")));
    } catch (IOException | WorkflowException e) {
      System.err.println("publishing: " + (e.getCause() == null ? e : e.getCause()).getMessage());
      System.exit(1);
    } finally {
      service.shutdown();
    }
  }

  private static void command(String[] args, VodEvents vodEvents) throws IOException {
    switch (args[0]) {
      case "submit" -> {
        ArrayNode events = JSON.readValue(Path.of(args[2]).toFile(), ArrayNode.class);
        System.out.println(JSON.writeValueAsString(vodEvents.submit(events)));
      }
      case "pause" -> vodEvents.pause();
      case "resume" -> vodEvents.resume();
      default -> System.out.println(JSON.writeValueAsString(vodEvents.status()));
    }
  }

  /** Publishes clips until the process is told to stop: then what is running is finished first. */
  private static void work(WorkflowClient client) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(setting("PUBLISHING_TASK_QUEUE", "publishing"));
    worker.registerWorkflowImplementationTypes(PublishClipWorkflow.class);
    worker.registerActivitiesImplementations(new LoggingCatalogue());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      factory.shutdown();
      factory.awaitTermination(10, TimeUnit.SECONDS);
    }));
    factory.start();
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}

package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Scratch;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.VariableScope;
import io.jhaproxy.core.sample.Variables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A stream whose every fact a test can set: one request, maybe one response. */
public final class RecordedStream implements RuleContext {
  private final Scratch scratch = new Scratch();
  private final Map<VariableScope, Variables> variables = new EnumMap<>(VariableScope.class);
  private final HttpAnswer answerBuffer = new HttpAnswer();

  public Head request;
  public Head response;
  public Slice requestLine;
  public Address client = new Address().setIpv4(0x7f000001, 36040);
  public Address frontend = new Address().setIpv4(0x7f000001, 18001);
  public Address backend = new Address();
  public Address server = new Address();
  public String frontendName = "f1";
  public byte[] backendName;
  public byte[] loggedServer = ascii("<NOSRV>");
  public long accepted = 1_795_236_531_631L;
  public int[] timers = {0, 0, 0, 0, 0, 0, 0};
  public int status;
  public long bytes;
  public String termination = "----";
  public boolean early;
  public boolean ended;
  public int retries;
  public boolean redispatched;
  public List<Slice> requestCaptures = new ArrayList<>();
  public List<Slice> responseCaptures = new ArrayList<>();
  public Slice body = new Slice();
  public String outcome = "";

  /** A message head of lines. */
  public static final class Head implements HttpEdit {
    public Slice method = new Slice();
    public Slice uri = new Slice();
    public Slice version = new Slice();
    public int status;
    private final List<Slice> names = new ArrayList<>();
    private final List<Slice> values = new ArrayList<>();

    @Override
    public int count() {
      return names.size();
    }

    @Override
    public int find(byte[] lowerCaseName, int from) {
      for (int i = from; i < names.size(); i++) {
        if (names.get(i).equalsLowerCase(lowerCaseName)) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public void name(int index, Slice into) {
      into.set(names.get(index));
    }

    @Override
    public void value(int index, Slice into) {
      into.set(values.get(index));
    }

    @Override
    public boolean add(byte[] name, Slice value) {
      names.add(Slice.of(name));
      values.add(Slice.of(value.toByteArray()));
      return true;
    }

    @Override
    public void remove(int index) {
      names.remove(index);
      values.remove(index);
    }

    @Override
    public boolean replaceValue(int index, Slice value) {
      values.set(index, Slice.of(value.toByteArray()));
      return true;
    }

    @Override
    public boolean setMethod(Slice value) {
      method = Slice.of(value.toByteArray());
      return true;
    }

    @Override
    public boolean setUri(Slice value) {
      uri = Slice.of(value.toByteArray());
      return true;
    }

    @Override
    public boolean setStatus(int value, byte[] reason) {
      status = value;
      return true;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(method + " " + uri);
      for (int i = 0; i < names.size(); i++) {
        text.append(" | ").append(names.get(i)).append(": ").append(values.get(i));
      }
      return text.toString();
    }
  }

  /** A stream with a request of these lines, the first one being the request line. */
  public static RecordedStream request(String... lines) {
    RecordedStream stream = new RecordedStream();
    stream.requestLine = latin(lines[0]);
    String[] parts = lines[0].split(" ");
    Head head = new Head();
    head.method = latin(parts[0]);
    head.uri = latin(parts[1]);
    head.version = latin(parts[2]);
    for (String line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      head.add(
          latin(line.substring(0, colon)).toByteArray(), latin(line.substring(colon + 1).trim()));
    }
    stream.request = head;
    return stream;
  }

  /** Bytes of ISO-8859-1 text. */
  public static Slice latin(String text) {
    return Slice.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean fill(Slice from, Slice into) {
    if (from != null) {
      into.set(from);
    }
    return from != null;
  }

  private static boolean fill(Address from, Address into) {
    into.set(from);
    return from.family() != Address.NONE;
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public long nowMillis() {
    return accepted;
  }

  @Override
  public long nowNanos() {
    return 0;
  }

  private byte[] frontendBytes;

  @Override
  public byte[] frontendName() {
    if (frontendBytes == null) {
      frontendBytes = ascii(frontendName);
    }
    return frontendBytes;
  }

  @Override
  public int frontendId() {
    return 2;
  }

  @Override
  public byte[] listenerName() {
    return null;
  }

  @Override
  public int listenerId() {
    return 1;
  }

  @Override
  public byte[] backendName() {
    return backendName;
  }

  @Override
  public int backendId() {
    return 3;
  }

  @Override
  public byte[] serverName() {
    return loggedServer;
  }

  @Override
  public int serverId() {
    return 1;
  }

  @Override
  public boolean clientAddress(Address into) {
    return fill(client, into);
  }

  @Override
  public boolean frontendAddress(Address into) {
    return fill(frontend, into);
  }

  @Override
  public boolean backendAddress(Address into) {
    return fill(backend, into);
  }

  @Override
  public boolean serverAddress(Address into) {
    return fill(server, into);
  }

  @Override
  public boolean requestBuffer(Slice into) {
    return fill(body, into);
  }

  @Override
  public boolean responseBuffer(Slice into) {
    return false;
  }

  @Override
  public long responseLength() {
    return -1;
  }

  @Override
  public boolean requestEnded() {
    return ended;
  }

  @Override
  public boolean responseEnded() {
    return ended;
  }

  @Override
  public boolean hasRequest() {
    return request != null;
  }

  @Override
  public boolean hasResponse() {
    return response != null;
  }

  @Override
  public boolean requestMethod(Slice into) {
    return request != null && fill(request.method, into);
  }

  @Override
  public boolean requestUri(Slice into) {
    return request != null && fill(request.uri, into);
  }

  @Override
  public boolean requestVersion(Slice into) {
    return request != null && fill(request.version, into);
  }

  @Override
  public HeaderTable requestHeaders() {
    return request;
  }

  @Override
  public boolean requestBody(Slice into) {
    return fill(body, into);
  }

  @Override
  public long requestBodySize() {
    return body.length();
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean responseVersion(Slice into) {
    return false;
  }

  @Override
  public HeaderTable responseHeaders() {
    return response;
  }

  @Override
  public int requestOrdinal() {
    return 1;
  }

  @Override
  public int requestCaptures() {
    return requestCaptures.size();
  }

  @Override
  public boolean requestCapture(int index, Slice into) {
    return fill(requestCaptures.get(index), into);
  }

  @Override
  public int responseCaptures() {
    return responseCaptures.size();
  }

  @Override
  public boolean responseCapture(int index, Slice into) {
    return fill(responseCaptures.get(index), into);
  }

  @Override
  public Variables variables(VariableScope scope, boolean create) {
    return create ? variables.computeIfAbsent(scope, key -> new Variables()) : variables.get(scope);
  }

  @Override
  public long acceptMillis() {
    return accepted;
  }

  @Override
  public long requestMillis() {
    return accepted;
  }

  @Override
  public int handshakeTime() {
    return timers[0];
  }

  @Override
  public int idleTime() {
    return timers[1];
  }

  @Override
  public int requestTime() {
    return timers[2];
  }

  @Override
  public int queueTime() {
    return timers[3];
  }

  @Override
  public int connectTime() {
    return timers[4];
  }

  @Override
  public int responseTime() {
    return timers[5];
  }

  @Override
  public int totalTime() {
    return timers[6];
  }

  @Override
  public boolean early() {
    return early;
  }

  @Override
  public long bytesToClient() {
    return bytes;
  }

  @Override
  public long bytesFromClient() {
    return 107;
  }

  @Override
  public byte terminationCause() {
    return (byte) termination.charAt(0);
  }

  @Override
  public byte terminationPhase() {
    return (byte) termination.charAt(1);
  }

  @Override
  public byte cookieReceived() {
    return (byte) termination.charAt(2);
  }

  @Override
  public byte cookieSent() {
    return (byte) termination.charAt(3);
  }

  @Override
  public byte[] loggedServerName() {
    return loggedServer;
  }

  @Override
  public int processConnections() {
    return 2;
  }

  @Override
  public int frontendConnections() {
    return 1;
  }

  @Override
  public int backendConnections() {
    return 0;
  }

  @Override
  public int serverConnections() {
    return 0;
  }

  @Override
  public int retries() {
    return retries;
  }

  @Override
  public boolean redispatched() {
    return redispatched;
  }

  @Override
  public int serverQueue() {
    return 0;
  }

  @Override
  public int backendQueue() {
    return 0;
  }

  @Override
  public long logCounter() {
    return 0;
  }

  @Override
  public long requestCounter() {
    return 6;
  }

  @Override
  public boolean originalRequestLine(Slice into) {
    return fill(requestLine, into);
  }

  @Override
  public HttpEdit requestEdit() {
    return request;
  }

  @Override
  public HttpEdit responseEdit() {
    return response;
  }

  @Override
  public HttpAnswer answerBuffer() {
    return answerBuffer;
  }

  @Override
  public void answer(HttpAnswer answer) {
    outcome = "answer " + text(answer);
  }

  @Override
  public void deny(int denied, HttpAnswer answer) {
    outcome = "deny " + (answer == null ? denied : text(answer));
  }

  @Override
  public void tarpit(int denied, HttpAnswer answer) {
    outcome = "tarpit " + (answer == null ? denied : text(answer));
  }

  @Override
  public void answerError(int error) {
    outcome = "error " + error;
  }

  private static String text(HttpAnswer answer) {
    return answer.status
        + "\n"
        + answer.headers.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n")
        + "\n"
        + answer.body;
  }
}

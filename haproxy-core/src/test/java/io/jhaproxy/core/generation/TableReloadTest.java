package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.table.Column;
import io.jhaproxy.core.table.DataType;
import io.jhaproxy.core.table.StickTable;
import org.junit.jupiter.api.Test;

/** Stick tables go on with their entries when another configuration takes over. */
class TableReloadTest {
  private static String configuration(int port, String table, String more) {
    return """
        defaults
         mode http
         timeout client 5s
         timeout server 5s
         timeout connect 5s
        backend t
         stick-table TABLE
        frontend f
         bind 127.0.0.1:PORT
         http-request track-sc0 src table t
         http-request return status 200
         MORE
        """
        .replace("PORT", Integer.toString(port))
        .replace("TABLE", table)
        .replace("MORE", more);
  }

  private static long requests(EngineRun run) {
    StickTable table = run.engine.generation().tables().find("t");
    if (table == null) {
      return -1;
    }
    long sum = 0;
    Column column = table.column(DataType.HTTP_REQ_CNT);
    for (int handle : table.all(table.now())) {
      sum += column == null ? 0 : table.value(handle, column, table.now());
      table.release(handle);
    }
    return sum;
  }

  @Test
  void entriesStayWhereKeysAndValuesAreTheSame() throws Exception {
    int port = EngineRun.freePort();
    String table = "type ip size 100 store http_req_cnt";
    try (EngineRun run = new EngineRun(configuration(port, table, ""))) {
      EngineRun.get(port, "/");
      run.reload(configuration(port, table, "http-request deny if FALSE"));
      EngineRun.get(port, "/");
      assertThat(requests(run)).isEqualTo(2);
      run.reload(configuration(port, "type ip size 50 expire 1h store http_req_cnt", ""));
      EngineRun.get(port, "/");
      assertThat(requests(run)).isEqualTo(3);
      run.reload(configuration(port, "type ip size 50 store http_req_cnt,gpc0", ""));
      assertThat(requests(run)).isZero();
      EngineRun.get(port, "/");
      assertThat(requests(run)).isEqualTo(1);
    }
  }

  @Test
  void aReloadThatFailsChangesNoTable() throws Exception {
    int port = EngineRun.freePort();
    String table = "type ip size 100 store http_req_cnt";
    try (EngineRun run = new EngineRun(configuration(port, table, ""))) {
      EngineRun.get(port, "/");
      String refused = configuration(port, "type ip size 7 store http_req_cnt", "bind 192.0.2.1:1");
      assertThatThrownBy(() -> run.reload(refused)).isInstanceOf(StartException.class);
      assertThat(run.engine.generation().tables().find("t").model().size()).isEqualTo(100);
      EngineRun.get(port, "/");
      assertThat(requests(run)).isEqualTo(2);
    }
  }
}

import { assertEquals } from "@std/assert";
import type { Diagnosis } from "../../src/monitor/mod.ts";
import { findingRows, rivalRows } from "../../src/notebook/findings.ts";

const finding = (rule: string, severity: "info" | "warning") => ({
  rule,
  severity,
  title: `${rule}!`,
  facts: {},
  remedy: "",
  bearings: [],
});
const diagnosis: Diagnosis = {
  findings: [
    finding("plateau", "warning"),
    finding("epoch-time-drift", "warning"),
    finding("capacity", "info"),
  ],
  notTested: [],
  clear: [],
  verdict: {
    cause: "information",
    summary: "",
    action: "",
    rivals: [
      { cause: "information", score: 3, for: ["first", "second"], against: [] },
      { cause: "data", score: 0, for: [], against: [] },
    ],
  },
};

Deno.test("findings as rows: what the machine's clock decides is left out, and what is no alarm where asked for", () => {
  const rows = [{ severity: "warning", rule: "plateau", finding: "plateau!" }];
  assertEquals(findingRows(diagnosis, "alarms"), rows);
  assertEquals(findingRows(diagnosis).map(({ rule }) => rule), ["plateau", "capacity"]);
});

Deno.test("rivals as rows: those that anything speaks for or against, with the first of each", () => {
  assertEquals(rivalRows(diagnosis), [{ cause: "information", score: 3, for: "first", against: "" }]);
});

import { serveTasks } from "../worker_pool.ts";
import { runNoiseCell } from "./cell.ts";

serveTasks(runNoiseCell);

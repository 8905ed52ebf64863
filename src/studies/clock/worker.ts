import { serveTasks } from "../worker_pool.ts";
import { runClockCell } from "./cell.ts";

serveTasks(runClockCell);

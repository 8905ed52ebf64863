import { serveTasks } from "../worker_pool.ts";
import { runLimitCell } from "./cell.ts";

serveTasks(runLimitCell);

import { serveTasks } from "../worker_pool.ts";
import { runPlanCell } from "./cell.ts";

serveTasks(runPlanCell);

import { serveTasks } from "../worker_pool.ts";
import { runAblationCell } from "./cell.ts";

serveTasks(runAblationCell);

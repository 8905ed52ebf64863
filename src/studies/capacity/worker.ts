import { runCapacityCell } from "./cell.ts";
import { serveTasks } from "../worker_pool.ts";

serveTasks(runCapacityCell);

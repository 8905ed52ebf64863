import { runCell } from "./capacity.ts";
import { serveTasks } from "./worker_pool.ts";

serveTasks(runCell);

import { runCell } from "./capacity.ts";
import { serveTasks } from "./pool.ts";

serveTasks(runCell);

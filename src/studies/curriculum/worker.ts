import { runCurriculumCell } from "./cell.ts";
import { serveTasks } from "../worker_pool.ts";

serveTasks(runCurriculumCell);

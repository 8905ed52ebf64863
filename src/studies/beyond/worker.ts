import { serveTasks } from "../worker_pool.ts";
import { measureBeyond } from "./cell.ts";

serveTasks(measureBeyond);

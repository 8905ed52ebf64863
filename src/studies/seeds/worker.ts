import { serveTasks } from "../worker_pool.ts";
import { repeatBaseline } from "./cell.ts";

serveTasks(repeatBaseline);

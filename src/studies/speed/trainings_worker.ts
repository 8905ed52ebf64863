import { serveTasks } from "../worker_pool.ts";
import { timeTraining } from "./trainings.ts";

serveTasks(timeTraining);

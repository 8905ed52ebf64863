import { serveTasks } from "../../src/studies/worker_pool.ts";

serveTasks(({ number }: { readonly number: number }) =>
  number < 0
    ? Promise.reject(new RangeError(`no square of ${number}`))
    : Promise.resolve({ number, square: number ** 2 })
);

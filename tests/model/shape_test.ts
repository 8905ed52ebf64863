import { assertEquals } from "@std/assert";
import { parameterCount } from "../../src/model/mod.ts";

// sum(p.numel() for p in module.parameters()) of torch.nn.LSTM(5, H) with torch.nn.Linear(H, 1), and the count of
// model.summary() in Keras.
const COUNTS = [[64, 2, 18_241], [128, 2, 69_249], [64, 1, 17_985], [128, 1, 68_737]] as const;

for (const [hiddenSize, biases, count] of COUNTS) {
  Deno.test(`${hiddenSize} units with ${biases} bias vector(s) have ${count} parameters`, () => {
    assertEquals(parameterCount({ inputSize: 5, hiddenSize, biases }), count);
  });
}

import { assert, assertEquals } from "@std/assert";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { toOnnx } from "../../src/exchange/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { askPython, pythonTest } from "../parity/python.ts";

Deno.test("onnx: the same network gives the same bytes, which hold every weight once", () => {
  const shape = { inputSize: 5, hiddenSize: 64, biases: 2 } as const;
  const bytes = toOnnx(initialise(shape, { scheme: "pytorch", seed: 1 }));
  assertEquals(bytes, toOnnx(initialise(shape, { scheme: "pytorch", seed: 1 })));
  const parameters = 4 * 64 * (5 + 64 + 2) + 64 + 1;
  assert(bytes.length > 4 * parameters && bytes.length < 4 * parameters + 1000);
});

for (const biases of [1, 2] as const) {
  pythonTest(
    `onnx: onnxruntime predicts what we predict, ${biases} bias vector(s), several lanes`,
    async (folder) => {
      const weights = initialise({ inputSize: 5, hiddenSize: 64, biases }, { scheme: "pytorch", seed: 3 });
      await Deno.writeFile(`${folder}/model.onnx`, toOnnx(weights));
      const outputs = await askPython(
        `
import json, sys, numpy, onnxruntime
x = numpy.sin(numpy.arange(3000, dtype=numpy.float64)).astype(numpy.float32).reshape(200, 3, 5)
print(json.dumps(onnxruntime.InferenceSession(sys.argv[1]).run(["outputs"], {"inputs": x})[0].flatten().tolist()))`,
        `${folder}/model.onnx`,
      ) as number[];
      const expected = createReferenceEngine(weights).predict(
        Float32Array.from({ length: 3000 }, (_, k) => Math.sin(k)),
        { lanes: 3 },
      );
      assertEquals(outputs.length, expected.length);
      outputs.forEach((output, k) =>
        assert(Math.abs(output - expected[k]) < 1e-5, `output ${k}: ${output}, ours ${expected[k]}`)
      );
    },
  );
}

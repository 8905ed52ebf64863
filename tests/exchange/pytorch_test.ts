import { assert, assertEquals, assertThrows } from "@std/assert";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { fromPytorchSafetensors, toPytorchSafetensors } from "../../src/exchange/mod.ts";
import { initialise } from "../../src/model/mod.ts";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "../../src/model/safetensors.ts";
import { askPython, pythonTest } from "../parity/python.ts";

const WEIGHTS = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });
const INPUTS = Float32Array.from({ length: 20 * 5 }, (_, k) => Math.sin(k));

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assertEquals(actual.length, expected.length);
  return Math.max(...Array.from(actual, (value, k) => Math.abs(value - expected[k])));
}

/** The file with some of its tensors replaced, renamed or left out. */
function changed(change: (tensors: Record<string, Tensor>) => Record<string, Tensor>): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(toPytorchSafetensors(WEIGHTS));
  return encodeSafetensors({ tensors: change(tensors), metadata });
}

Deno.test("safetensors: weights come back bit for bit, with one bias vector or two", () => {
  assertEquals(fromPytorchSafetensors(toPytorchSafetensors(WEIGHTS)), WEIGHTS);
  const one = initialise({ inputSize: 3, hiddenSize: 16, biases: 1 }, { scheme: "keras", seed: 2 });
  assertEquals(fromPytorchSafetensors(toPytorchSafetensors(one)), one);
});

Deno.test("safetensors: layers may have any names", () => {
  const renamed = changed((tensors) =>
    Object.fromEntries(
      Object.entries(tensors).map((
        [key, tensor],
      ) => [key.replace("lstm.", "model.rnn.").replace("linear.", "model.fc."), tensor]),
    )
  );
  assertEquals(fromPytorchSafetensors(renamed), WEIGHTS);
});

Deno.test("safetensors: what is not one LSTM layer with one output is refused by name", () => {
  const refused = (bytes: Uint8Array, message: string) =>
    assertThrows(() => fromPytorchSafetensors(bytes), TypeError, message);
  refused(changed(() => ({})), "given: nothing");
  refused(
    changed((all) => ({ ...all, "lstm.weight_ih_l1": all["lstm.weight_ih_l0"] })),
    "given also: lstm.weight_ih_l1",
  );
  refused(changed(({ "lstm.bias_hh_l0": _, ...rest }) => rest), "lstm.bias_hh_l0 is missing");
  refused(
    changed((all) => ({ ...all, "linear.weight": { shape: [2, 8], data: new Float32Array(16) } })),
    "linear.weight must have the shape [1, 8], given: [2, 8]",
  );
  refused(
    changed((all) => ({ ...all, "linear.bias": { shape: [1], data: Float32Array.of(NaN) } })),
    "linear.bias holds a value that is not finite",
  );
  refused(toPytorchSafetensors(WEIGHTS).subarray(0, 100), "not a whole file");
});

const MODEL = `
import json, sys, torch, safetensors.torch
class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(5, 8)
        self.linear = torch.nn.Linear(8, 1)
    def forward(self, x):
        return self.linear(self.lstm(x)[0])
torch.manual_seed(0)
model = Model()
x = torch.sin(torch.arange(100, dtype=torch.float64)).float().reshape(20, 1, 5)
`;

pythonTest(
  "safetensors: PyTorch loads our file with load_state_dict and predicts the same",
  async (folder) => {
    await Deno.writeFile(`${folder}/model.safetensors`, toPytorchSafetensors(WEIGHTS));
    const outputs = await askPython(
      `${MODEL}
model.load_state_dict(safetensors.torch.load_file(sys.argv[1]))
print(json.dumps(model(x).flatten().tolist()))`,
      `${folder}/model.safetensors`,
    );
    assert(worst(createReferenceEngine(WEIGHTS).predict(INPUTS), outputs as number[]) < 1e-6);
  },
);

pythonTest("safetensors: we load what PyTorch saved and predict the same", async (folder) => {
  const outputs = await askPython(
    `${MODEL}
safetensors.torch.save_file(model.state_dict(), sys.argv[1])
print(json.dumps(model(x).flatten().tolist()))`,
    `${folder}/model.safetensors`,
  );
  const weights = fromPytorchSafetensors(await Deno.readFile(`${folder}/model.safetensors`));
  assert(worst(createReferenceEngine(weights).predict(INPUTS), outputs as number[]) < 1e-6);
});

/**
 * The network as an ONNX file, which onnxruntime and most other frameworks run.
 *
 * @module
 */
import type { Weights } from "../model/mod.ts";
import { encodeModel } from "./onnx_schema.ts";

/** Versions that onnxruntime has read since 2022. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

/** Codes of the format's enumerations. */
const FLOAT = 1;
const INT64 = 7;
const INT_ATTRIBUTE = 2;

/** ONNX's LSTM has its gates in the order i, o, f, c; ours are i, f, g (its c), o. */
const GATE_ORDER = [0, 3, 1, 2];

/**
 * The bytes of an ONNX model: input `inputs` [time, lanes, I], output `outputs` [time, lanes, 1], zero initial state.
 * Operator definitions: ONNX's LSTM (version 14), Squeeze (13), MatMul and Add.
 */
export function toOnnx(weights: Weights<Float32Array>): Uint8Array<ArrayBuffer> {
  const { shape: { inputSize, hiddenSize }, weightIh, weightHh, biasIh, biasHh, weightOut, biasOut } =
    weights;
  const gates = 4 * hiddenSize;
  const bias = Float32Array.of(...reorder(biasIh), ...reorder(biasHh));
  const node = (op_type: string, input: string[], output: string, attribute: unknown[] = []) => ({
    op_type,
    name: op_type.toLowerCase(),
    input,
    output: [output],
    attribute,
  });
  return encodeModel({
    ir_version: IR_VERSION,
    producer_name: "lstm-frequency-extraction",
    opset_import: [{ domain: "", version: OPERATOR_SET }],
    graph: {
      name: "lstm_frequency_extraction",
      input: [value("inputs", inputSize)],
      output: [value("outputs", 1)],
      node: [
        node("LSTM", ["inputs", "weight_ih", "weight_hh", "bias"], "states", [
          { name: "hidden_size", i: hiddenSize, type: INT_ATTRIBUTE },
        ]),
        // the LSTM's second dimension counts directions; there is one
        node("Squeeze", ["states", "direction_axis"], "hidden"),
        node("MatMul", ["hidden", "weight_out"], "products"),
        node("Add", ["products", "bias_out"], "outputs"),
      ],
      initializer: [
        floats("weight_ih", [1, gates, inputSize], reorder(weightIh)),
        floats("weight_hh", [1, gates, hiddenSize], reorder(weightHh)),
        floats("bias", [1, 2 * gates], bias),
        floats("weight_out", [hiddenSize, 1], weightOut),
        floats("bias_out", [1], biasOut),
        { name: "direction_axis", dims: [1], data_type: INT64, raw_data: bytes(BigInt64Array.of(1n)) },
      ],
    },
  });
}

/** A tensor's four blocks of gate rows in ONNX's order. */
function reorder(tensor: Float32Array): Float32Array {
  const block = tensor.length / 4;
  const reordered = new Float32Array(tensor.length);
  GATE_ORDER.forEach((from, to) =>
    reordered.set(tensor.subarray(from * block, (from + 1) * block), to * block)
  );
  return reordered;
}

function floats(name: string, dims: number[], data: Float32Array) {
  return { name, dims, data_type: FLOAT, raw_data: bytes(data) };
}

function bytes(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A float tensor [time, lanes, width] of any length and any number of lanes. */
function value(name: string, width: number) {
  const dim = [{ dim_param: "time" }, { dim_param: "lanes" }, { dim_value: width }];
  return { name, type: { tensor_type: { elem_type: FLOAT, shape: { dim } } } };
}

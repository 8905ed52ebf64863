import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { TfjsNode } from "./load.ts";
import type { NativeLibrary } from "./native_library.ts";
import type { AdamStep, Parameter, ParameterValues } from "./operations.ts";

/** Variables live in TensorFlow under a name; each needs its own. */
let created = 0;

/** A trained matrix in TensorFlow's resource variables, which `ResourceApplyAdam` updates in place. */
export class NativeParameter implements Parameter {
  readonly #tf: TfjsNode;
  readonly #library: NativeLibrary;
  readonly #shape: readonly [number, number];
  readonly #value: Tensor;
  readonly #firstMoment: Tensor;
  readonly #secondMoment: Tensor;
  #betas: readonly number[] | undefined;
  #betaTensors: Tensor[] = [];

  constructor(tf: TfjsNode, library: NativeLibrary, values: Float32Array, shape: readonly [number, number]) {
    this.#tf = tf;
    this.#library = library;
    this.#shape = shape;
    this.#value = this.#createVariable();
    this.#firstMoment = this.#createVariable();
    this.#secondMoment = this.#createVariable();
    const zeros = new Float32Array(values.length);
    this.set({ value: values, firstMoment: zeros, secondMoment: zeros });
  }

  read(): Tensor2D {
    return this.#read(this.#value);
  }

  update(gradient: Tensor, { rate, epsilon, beta1, beta2 }: AdamStep): void {
    const { run, float32, bool } = this.#library;
    const attributes = [float32("T"), bool("use_locking", false), bool("use_nesterov", false)];
    const [zero, first, second] = this.#constants(beta1, beta2);
    // The powers of the betas are zero: the bias corrections are in the rate already, from float64.
    const constants = [zero, zero, this.#tf.scalar(rate), first, second, this.#tf.scalar(epsilon)];
    const variables = [this.#value, this.#firstMoment, this.#secondMoment];
    run("ResourceApplyAdam", attributes, [...variables, ...constants, gradient], 0);
  }

  get(): ParameterValues {
    const copy = (variable: Tensor) =>
      this.#tf.tidy(() => this.#read(variable).dataSync().slice() as Float32Array);
    return {
      value: copy(this.#value),
      firstMoment: copy(this.#firstMoment),
      secondMoment: copy(this.#secondMoment),
    };
  }

  set({ value, firstMoment, secondMoment }: ParameterValues): void {
    this.#assign(this.#value, value);
    this.#assign(this.#firstMoment, firstMoment);
    this.#assign(this.#secondMoment, secondMoment);
  }

  dispose(): void {
    this.#tf.dispose(this.#betaTensors);
    for (const variable of [this.#value, this.#firstMoment, this.#secondMoment]) {
      this.#library.run(
        "DestroyResourceOp",
        [this.#library.bool("ignore_lookup_error", true)],
        [variable],
        0,
      );
      variable.dispose();
    }
  }

  /** Zero and the betas as tensors, which stay from one update to the next. */
  #constants(...betas: [number, number]): readonly Tensor[] {
    if (betas.some((beta, k) => beta !== this.#betas?.[k])) {
      this.#tf.dispose(this.#betaTensors);
      this.#betaTensors = [0, ...betas].map((value) => this.#tf.keep(this.#tf.scalar(value)));
      this.#betas = betas;
    }
    return this.#betaTensors;
  }

  #createVariable(): Tensor {
    const { run, text, float32, shape } = this.#library;
    const name = text("shared_name", `parameter-${++created}`);
    const [handle] = run(
      "VarHandleOp",
      [text("container", ""), name, float32("dtype"), shape("shape", this.#shape)],
      [],
      1,
    );
    return this.#tf.keep(handle);
  }

  #read(variable: Tensor): Tensor2D {
    return this.#library.run(
      "ReadVariableOp",
      [this.#library.float32("dtype")],
      [variable],
      1,
    )[0] as Tensor2D;
  }

  #assign(variable: Tensor, values: Float32Array): void {
    const attributes = [this.#library.float32("dtype"), this.#library.bool("validate_shape", false)];
    this.#tf.tidy(() => {
      // a copy: the caller's array may change while TensorFlow still uses it
      this.#library.run("AssignVariableOp", attributes, [
        variable,
        this.#tf.tensor2d(values.slice(), [...this.#shape]),
      ], 0);
    });
  }
}

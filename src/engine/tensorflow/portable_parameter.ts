import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Tfjs } from "./load.ts";
import type { AdamStep, Parameter, ParameterValues } from "./operations.ts";

/** A trained matrix in plain tensors. */
export class PortableParameter implements Parameter {
  readonly #tf: Tfjs;
  readonly #shape: readonly [number, number];
  #tensors: readonly [value: Tensor2D, firstMoment: Tensor2D, secondMoment: Tensor2D] | undefined;

  constructor(tf: Tfjs, values: Float32Array, shape: readonly [number, number]) {
    this.#tf = tf;
    this.#shape = shape;
    const zeros = new Float32Array(values.length);
    this.set({ value: values, firstMoment: zeros, secondMoment: zeros });
  }

  read(): Tensor2D {
    return this.#tf.clone(this.#tensors![0]);
  }

  update(gradient: Tensor, { rate, epsilon, beta1, beta2 }: AdamStep): void {
    const tf = this.#tf;
    const [value, firstMoment, secondMoment] = this.#tensors!;
    this.#replace(() => {
      const first = tf.add(firstMoment, tf.mul(tf.sub(gradient, firstMoment), 1 - beta1));
      const second = tf.add(secondMoment, tf.mul(tf.sub(tf.square(gradient), secondMoment), 1 - beta2));
      const change = tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon)), rate);
      return [tf.sub(value, change), first, second];
    });
  }

  get(): ParameterValues {
    const [value, firstMoment, secondMoment] = this.#tensors!.map((tensor) =>
      tensor.dataSync().slice() as Float32Array
    );
    return { value, firstMoment, secondMoment };
  }

  set({ value, firstMoment, secondMoment }: ParameterValues): void {
    const tensor = (values: Float32Array) => this.#tf.tensor2d(values.slice(), [...this.#shape]);
    this.#replace(() => [tensor(value), tensor(firstMoment), tensor(secondMoment)]);
  }

  dispose(): void {
    this.#tf.dispose([...this.#tensors!]);
  }

  /** Puts new tensors in the place of the old ones, which are freed. */
  #replace(make: () => [Tensor, Tensor, Tensor]): void {
    const made = this.#tf.tidy(make);
    if (this.#tensors) this.dispose();
    this.#tensors = made.map((tensor) => this.#tf.keep(tensor)) as [Tensor2D, Tensor2D, Tensor2D];
  }
}

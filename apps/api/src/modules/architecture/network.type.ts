import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'One layer of a network, for one row of features.' })
export class NetworkLayer {
  @Field(() => String, { description: 'Its name in the network.' })
  name!: string;

  @Field(() => String, { description: "Keras' class name, for example Conv1D." })
  kind!: string;

  @Field(() => String, { description: 'Its settings in a few words; may be empty.' })
  settings!: string;

  @Field(() => [String], { description: 'Where it lies in the JSON; empty where it is not written there.' })
  path!: string[];

  @Field(() => [String], { description: 'Names of the layers that it reads.' })
  inputs!: string[];

  @Field(() => [Int], { nullable: 'items', description: 'Shape of its output, without the batch; null where open.' })
  outputShape!: (number | null)[];

  @Field(() => Float, { description: 'Numbers that it holds.' })
  parameters!: number;

  @Field(() => Float, { description: 'Of these, those that training changes.' })
  trainableParameters!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Floating-point operations of one forward pass, a multiplication and an addition counted as two; null where an axis is open.',
  })
  flops!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes of its output in float32; null where an axis is open.' })
  activationBytes!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'One arrow of a diagram.' })
export class NetworkEdge {
  @Field(() => String, { description: 'Name of the layer that is read.' })
  from!: string;

  @Field(() => String, { description: 'Name of the layer that reads it.' })
  to!: string;

  @Field(() => [Int], { nullable: 'items', description: 'Shape of what flows, without the batch; null where open.' })
  shape!: (number | null)[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A network layer by layer, as it would be built; nothing is built to know it.',
})
export class NetworkDescription {
  @Field(() => [NetworkLayer], { description: 'Layers, each after those that it reads.' })
  layers!: NetworkLayer[];

  @Field(() => [NetworkEdge], { description: 'Which layer reads which: with the layers, a diagram.' })
  edges!: NetworkEdge[];

  @Field(() => [Int], { nullable: 'items', description: 'Shape of one row that it reads; null where open.' })
  inputShape!: (number | null)[];

  @Field(() => [Int], { nullable: 'items', description: 'Shape of what comes out for one row.' })
  outputShape!: (number | null)[];

  @Field(() => String, { description: '"softmax", or "sigmoid" for one output of two classes.' })
  head!: string;

  @Field(() => Int, { description: 'Classes that it tells apart.' })
  classCount!: number;

  @Field(() => Float, { description: 'Numbers in all layers.' })
  parameters!: number;

  @Field(() => Float, { description: 'Of these, those that training changes.' })
  trainableParameters!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Floating-point operations for one row, a multiplication and an addition counted as two; null where an axis is open.',
  })
  flops!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes of all outputs of one row in float32; null where open.' })
  activationBytes!: number | null;

  @Field(() => Float, { description: 'Bytes of the weights in float32.' })
  weightBytes!: number;
}

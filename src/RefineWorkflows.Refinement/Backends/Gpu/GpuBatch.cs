namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Steps that may run off the model that was just turned to, before the turn passes to another model's overdue step.</summary>
/// <param name="Model">The model.</param>
/// <param name="LastNumber">The last request that was waiting when the batch began; later ones do not belong to it.</param>
/// <param name="Left">Expected time of steps that it may still take.</param>
public sealed record GpuBatch(string Model, long LastNumber, TimeSpan Left);

namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What happens on a device.</summary>
public enum GpuPhaseKind
{
    /// <summary>A step waits for its turn: other steps run, or another process has the device.</summary>
    Wait,

    /// <summary>A model gives its memory back.</summary>
    Release,

    /// <summary>A model is loaded. Short where its server loads with the step.</summary>
    Load,

    /// <summary>A model works.</summary>
    Step,
}

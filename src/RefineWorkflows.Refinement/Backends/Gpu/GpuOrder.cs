namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>In which order waiting steps are run.</summary>
public enum GpuOrder
{
    /// <summary>Steps of models in memory first, as far as fairness allows.</summary>
    FewSwaps,

    /// <summary>As they came. What <see cref="FewSwaps"/> is compared with.</summary>
    FirstCome,
}

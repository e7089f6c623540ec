namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>What a dimension speaks about.</summary>
public enum BenchmarkGroup
{
    /// <summary>The picture or clip by itself.</summary>
    Quality,

    /// <summary>The picture or clip against its prompt.</summary>
    Semantic,
}

using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>One subject's grade with the reports that its channels come from.</summary>
/// <param name="Result">The grade with its evidence and interval.</param>
/// <param name="Spatial">What geometry found; null when verification failed.</param>
/// <param name="Benchmark">What benchmark formulas measured; null when that phase failed.</param>
/// <param name="Reward">The axes with their reasons; null when verification failed.</param>
/// <param name="Advice">What to change about the prompt for the weakest axis; null when none is weak.</param>
public sealed record GradedItem(GradeResult Result, SpatialReport? Spatial, BenchmarkReport? Benchmark, RewardReport? Reward, string? Advice);

using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Language;

/// <summary>What a word does to a scene.</summary>
/// <param name="scene">The scene so far.</param>
/// <param name="force">How strongly it is meant: 1 as written, more after "very", less after "slightly", negative after "no".</param>
internal delegate SceneLatent Push(SceneLatent scene, double force);

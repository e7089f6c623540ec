namespace RefineWorkflows.Refinement.Search;

/// <summary>The next idea is known already.</summary>
/// <param name="Text">The judge's continuation; in img2img the same prompt again when the judge gave none.</param>
public sealed record AdoptContinue(string Text) : NextStep;

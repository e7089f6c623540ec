namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Two pictures to compare.</summary>
/// <param name="Goal">What they should show, or what was to be changed in the original.</param>
/// <param name="ImageA">An encoded picture: PNG, JPEG, WebP or GIF.</param>
/// <param name="ImageB">The other one.</param>
/// <param name="Original">The picture that both were made from; null for pictures made from words.</param>
public sealed record PairQuestion(string Goal, ReadOnlyMemory<byte> ImageA, ReadOnlyMemory<byte> ImageB, ReadOnlyMemory<byte>? Original = null);

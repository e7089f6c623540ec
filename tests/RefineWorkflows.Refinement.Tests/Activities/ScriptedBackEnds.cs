using System.Collections.Concurrent;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>Back ends that do what a test says and count what they are asked. They outlive the process, as model servers do.</summary>
internal sealed class ScriptedBackEnds : IImageGenerator, IJudge, IProposer
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    public GeneratorCapabilities Capabilities { get; init; } = new("scripted", null, true, true, true);

    /// <summary>The judge's reply to the n-th iteration and k-th attempt, both from 1.</summary>
    public required Func<int, int, string> Reply { get; init; }

    /// <summary>The proposer's n-th idea.</summary>
    public Func<ProposalRequest, string> Propose { get; init; } = request => $"{request.Prompt}, idea {request.RejectedIdeas.Count + 1}";

    /// <summary>What the generator warns of with every picture.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    public ConcurrentQueue<GenerationRequest> Generated { get; } = new();

    public ConcurrentQueue<EvaluationRequest> Evaluated { get; } = new();

    public ConcurrentQueue<ProposalRequest> Proposed { get; } = new();

    string IJudge.Id => "scripted";

    string IProposer.Id => "scripted";

    /// <summary>Why nothing can ever be judged; null when it can.</summary>
    public Exception? Blind { get; init; }

    public Task PrepareAsync(CancellationToken cancellationToken) => Blind is null ? Task.CompletedTask : Task.FromException(Blind);

    public Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        Generated.Enqueue(request);
        if (request.Prompt.Contains("forbidden", StringComparison.Ordinal))
            throw new BackEndException("scripted", BackEndFailure.ContentBlocked, "the prompt is against the rules.");
        byte[] pixels = new byte[16 * 16 * 3];
        new Random((int)request.Seed).NextBytes(pixels);
        return Task.FromResult(new GeneratedImage(Codec.EncodePng(new RgbImage(16, 16, pixels)), "png", request.Seed) { Warnings = Complaints });
    }

    public Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
    {
        Evaluated.Enqueue(request);
        int iteration = PictureMetadata.Read(request.Image.Span)!.Iteration;
        int attempt = Evaluated.Count(one => one.Image.Span.SequenceEqual(request.Image.Span));
        return Task.FromResult(Reply(iteration, attempt));
    }

    public Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        Proposed.Enqueue(request);
        return Task.FromResult(Propose(request));
    }

    /// <summary>The prompt written for a request.</summary>
    public Func<RevisionRequest, string> Revise { get; init; } = request => $"{request.Previous ?? request.Task}, {request.Feedback ?? "written"}";

    public ConcurrentQueue<RevisionRequest> Revised { get; } = new();

    public Task<string> ReviseAsync(RevisionRequest request, CancellationToken cancellationToken)
    {
        Revised.Enqueue(request);
        return Task.FromResult(Revise(request));
    }

    public ConcurrentQueue<string> Condensed { get; } = new();

    public Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken)
    {
        Condensed.Enqueue(description);
        return Task.FromResult(string.Join(' ', description.Split(' ').Take(maxWords)));
    }
}

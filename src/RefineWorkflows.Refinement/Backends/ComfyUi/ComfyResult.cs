using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>Makes of the files that a workflow has written the picture that was ordered, and its clip where it moves.</summary>
internal sealed class ComfyResult(ComfyClient client, ReturnedClips clips, long largest)
{
    private const double UsualRate = 8;

    /// <param name="workflow">The workflow that has run.</param>
    /// <param name="moves">Whether several pictures of one node are the frames of a clip.</param>
    /// <param name="request">What was ordered.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackEndException">There is no picture, or it cannot be fetched or used.</exception>
    public async Task<GeneratedImage> FetchAsync(ComfyWorkflow workflow, bool moves, GenerationRequest request, ComfyOutcome outcome, CancellationToken cancellationToken)
    {
        IReadOnlyList<ComfyFile> files = outcome.FilesOf(workflow.ResultNode);
        int count = files.Count > 0 ? files.Count : outcome.Sent.Count;
        if (count == 0)
            throw client.Http.Failure(BackEndFailure.Protocol, $"the workflow ended without a picture{(workflow.ResultNode is { } node ? $" from node {node}" : "")}. Is there a SaveImage node, and are all of its inputs connected?");
        byte[] first = await OneAsync(0);
        if (clips.Moves(client.Http, first))
            return await clips.ReadAsync(client.Http, first, request.Seed, cancellationToken);
        if (!moves || count == 1)
            return ReturnedPicture.Read(client.Http, first, request.Seed);
        if (count > clips.MostFrames)
            throw client.Http.Failure(BackEndFailure.Protocol, $"it returned {count} frames; at most {clips.MostFrames} are taken. Ask for fewer, or raise Images:MaxFrames.");
        List<byte[]> frames = [first];
        long bytes = first.Length;
        for (int frame = 1; frame < count; frame++)
        {
            frames.Add(await OneAsync(frame));
            if ((bytes += frames[^1].Length) > largest)
                throw client.Http.Failure(BackEndFailure.Protocol, $"its frames have more than {largest} bytes together. Ask for fewer or smaller ones, or raise MaxReplyMegabytes.");
        }

        return clips.Join(client.Http, frames, request.Clip?.FramesPerSecond ?? workflow.FramesPerSecond ?? UsualRate, request.Seed);

        async Task<byte[]> OneAsync(int place) => files.Count > 0 ? await client.ViewAsync(files[place], cancellationToken) : outcome.Sent[place];
    }
}

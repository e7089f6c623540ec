using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Refuses requests that a generator has said it does not take, before anything is sent.</summary>
internal static class GeneratorLimits
{
    public static void Require(GeneratorCapabilities can, GenerationRequest request, ModelHttp http)
    {
        if (!can.SupportsNegativePrompt && !string.IsNullOrWhiteSpace(request.NegativePrompt))
            throw http.Failure(BackEndFailure.InvalidRequest, "It takes no negative prompt. Say in the prompt what should be seen instead.");
        if (!can.SupportsReference && request.Reference is not null)
            throw http.Failure(BackEndFailure.InvalidRequest, "It cannot start from a picture. Take another back end for image to image.");
        if (request.Clip is { } clip && (!can.MakesVideo || clip.Frames > can.MaxFrames))
            throw http.Failure(BackEndFailure.InvalidRequest, can.MakesVideo ? $"It makes clips of up to {can.MaxFrames} frames, and {clip.Frames} are asked for." : "It makes still pictures only. Take another back end for video.");
        if (!can.SupportsStrength && request.Strength is not null)
            throw http.Failure(BackEndFailure.InvalidRequest, "It has no knob for how far the result may move from the reference. Send no strength.");
    }
}

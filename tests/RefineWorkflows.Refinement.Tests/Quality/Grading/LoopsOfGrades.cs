using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

public sealed class LoopsOfGrades
{
    [Theory]
    [InlineData(GradeAction.Refine, 3)]
    [InlineData(GradeAction.Reject, 2)]
    [InlineData(GradeAction.Accept, 0)]
    [InlineData(GradeAction.Review, 0)]
    public void After_enough_tries_a_person_is_asked(GradeAction asked, int tries)
    {
        var loop = new ReviewLoop();
        for (int at = 0; at < tries; at++)
        {
            Assert.Equal(asked, loop.Decide(asked));
            loop = loop.After(asked);
        }

        Assert.Equal(asked == GradeAction.Accept ? GradeAction.Accept : GradeAction.Review, loop.Decide(asked));
    }

    [Fact]
    public void Every_loop_comes_to_an_end_whatever_the_grades()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var loop = new ReviewLoop();
            int rounds = 0;
            for (GradeAction done; (done = loop.Decide(StableRandom.Below(2, seed, "grade", rounds) == 0 ? GradeAction.Refine : GradeAction.Reject)) != GradeAction.Review; rounds++)
                loop = loop.After(done);

            Assert.True(rounds <= 5, $"seed {seed}");
        }
    }
}
